import { storeContract } from '../persistence/store-contract.js';
import { PostgresServer } from './server.js';

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.start();
});
afterAll(() => server.stop());

storeContract(() => server.newDatabase());
