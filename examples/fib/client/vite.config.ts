import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  build: { outDir: 'build' },
  // Strips the prefix as the Ingress does on a cluster: /api/values/all reaches the server as /values/all.
  server: { proxy: { '/api': { target: 'http://localhost:5000', rewrite: (path) => path.replace(/^\/api/, '') } } },
  test: { environment: 'happy-dom', testTimeout: 60_000 },
});
