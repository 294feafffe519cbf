import ExifReader from 'exifreader';

/** When a picture was taken, as it says itself (Exif of JPEG, PNG, WebP); undefined when it does not say. */
export function pictureTime(bytes: Uint8Array): string | undefined {
  try {
    const tags = ExifReader.load(Buffer.from(bytes));
    const said = tags.DateTimeOriginal?.description ?? tags.DateTime?.description;
    const found = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)/.exec(said ?? '');
    return found ? `${found[1]}-${found[2]}-${found[3]}T${found[4]}` : undefined;
  } catch {
    return undefined;
  }
}
