// Lays the browser of @sparticuz/chromium out in the folder for temporary files, which is where the package wants it.
// A process of its own: inside jest `process.env` is a copy, which the folder does not follow.
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
