import { defineConfig } from 'vitest/config';

// Long enough for a busy machine.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000 } });
