import { storeContract } from './store-contract.js';

storeContract(() => Promise.resolve(''));
