/** Which machine an output of `ipconfig /all` comes from. */
export interface SeenMachine {
  /** Undefined when no line names it. */
  readonly host: string | undefined;
  /** IPv4 and IPv6 addresses of its adapters, without zone and remarks; gateways and DNS servers are left out. */
  readonly addresses: readonly string[];
}

// German and English Windows, old and new: "Hostname", "Host Name", "IPv4-Adresse", "IP Address", …
const HOST = /^[ \t]*host[ -]?name[ .]*:[ \t]*([^\s(]+)/im;
const ADDRESS = /^.*\bIP(?:v[46])?[- ](?:ad+ress?e?)\b[ .]*:[ \t]*([0-9a-f.:]+)/gim;

/** Reads host name and addresses out of the text; what stands in no known line is not guessed. */
export function machineIn(text: string): SeenMachine {
  const addresses = [...text.matchAll(ADDRESS)].map(([, address = '']) => address.toLowerCase());
  return { host: HOST.exec(text)?.[1], addresses: [...new Set(addresses)] };
}
