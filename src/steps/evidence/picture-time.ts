import ExifReader from 'exifreader';

/** When a picture was taken or last written, as it says itself (Exif of JPEG, PNG, WebP; PNG tIME); undefined when it does not say. */
export function pictureTime(bytes: Uint8Array): string | undefined {
  try {
    const tags = ExifReader.load(Buffer.from(bytes));
    const { DateTimeOriginal, DateTime, 'Modify Date': written } = tags;
    const said = (DateTimeOriginal ?? DateTime ?? written)?.description;
    const found = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)/.exec(said ?? '');
    return found ? `${found[1]}-${found[2]}-${found[3]}T${found[4]}` : undefined;
  } catch {
    return undefined;
  }
}
