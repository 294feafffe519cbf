/** What a bundle from elsewhere may cost its reader. Sizes in bytes, unpacked. */
export interface BundleLimits {
  readonly members: number;
  /** One evidence file. */
  readonly memberBytes: number;
  /** All members together. */
  readonly totalBytes: number;
  /** Unpacked through packed size, for members of more than one mebibyte. */
  readonly ratio: number;
  /** A member that is read as a whole (manifest, signature, checkpoint, key). */
  readonly wholeBytes: number;
  /** One line of openings.jsonl or entries.jsonl. */
  readonly lineBytes: number;
  /** Lines of openings.jsonl (each costs about 100 bytes of memory). */
  readonly openings: number;
}

export const DEFAULT_LIMITS: BundleLimits = {
  members: 20_000,
  memberBytes: 4 * 1024 ** 3,
  totalBytes: 16 * 1024 ** 3,
  ratio: 200,
  wholeBytes: 16 * 1024 ** 2,
  lineBytes: 16 * 1024 ** 2,
  openings: 500_000,
};

/** Below this size a member may be packed as tightly as it likes. */
export const RATIO_FREE_BYTES = 1024 ** 2;
