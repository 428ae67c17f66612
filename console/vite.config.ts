import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

export default defineConfig({
  // Relative: the page works below any path of any file server, without being told which.
  base: './',
  publicDir: false,
  plugins: [fontsAsFiles(), iconInPage()],
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', development: false } },
  build: {
    target: 'es2022',
    // The sources are beside, and a map would hold their paths.
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});

/**
 * Takes fonts out of the style sheets. Cloudscape has eight of them in its global styles; as files, a browser fetches the
 * two or three that a page shows, and not before the page is drawn.
 */
function fontsAsFiles(): Plugin {
  return {
    name: 'fonts-as-files',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue;
        file.source = String(file.source).replace(/data:font\/woff2;base64,([A-Za-z0-9+/=]+)/gu, (_match, base64) => {
          const source = Buffer.from(base64, 'base64');
          const name = `font-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.woff2`;
          this.emitFile({ type: 'asset', fileName: `assets/${name}`, source });
          return `./${name}`;
        });
      }
    },
  };
}

/** Puts the icon into the page. Named there as a file, it would be lost in a checkout whose path has a `#` in it. */
function iconInPage(): Plugin {
  const icon = readFileSync(join(import.meta.dirname, 'src/icon.svg'), 'utf8');
  const href = `data:image/svg+xml,${encodeURIComponent(icon)}`;
  return {
    name: 'icon-in-page',
    transformIndexHtml: () => [{ tag: 'link', attrs: { rel: 'icon', type: 'image/svg+xml', href }, injectTo: 'head' }],
  };
}
