const ports = process.env.PORTS.split(',');
process.env.PORT = ports[(Number(process.env.VITEST_POOL_ID) - 1) % ports.length];
process.env.USE_SHARED_MOCK = 'true';
process.env.TEST_TARGET = 'mock';
