import { defineConfig } from 'vitest/config';

// A machine that is busy with something else may take its time.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000 } });
