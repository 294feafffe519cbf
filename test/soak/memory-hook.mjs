// Preload of the server in the soak: `node --expose-gc --import ./test/soak/memory-hook.mjs …`. Not part of the product.
// On SIGUSR2 it collects garbage twice, with a pause for what finalizers free, and adds a line to the file SOAK_MEMORY.
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

process.on('SIGUSR2', () => {
  void measured();
});

async function measured() {
  globalThis.gc();
  await delay(200);
  globalThis.gc();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const cpuMs = (user + system) / 1000;
  appendFileSync(process.env['SOAK_MEMORY'], `${JSON.stringify({ rss, heapUsed, cpuMs })}\n`);
}
