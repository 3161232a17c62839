import { defineConfig } from 'vitest/config';

// One server for each worker: the files of the suite share a folder by its name, and delete it at their end.
export default defineConfig({
    test: {
        setupFiles: ['./setup.mjs'],
        testTimeout: 60000,
        pool: 'threads',
        maxWorkers: process.env.PORTS.split(',').length,
        exclude: ['**/node_modules/**', ...process.env.EXCLUDED.split(',').map((file) => `**/${file}`)],
    },
});
