import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';

/** The pages: `npm run build` writes them to dist/web, where `umstieg serve` finds them. */
export default {
  root: 'src/web',
  // React Aria brings its few words in thirty languages; the pages speak two
  plugins: [react(), optimizeLocales.vite({ locales: ['de-DE', 'en-US'] })],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or styles
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    strictPort: true,
    proxy: { '/api': 'http://127.0.0.1:4400' },
  },
};
