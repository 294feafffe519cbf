export { serve } from './serve.js';
export { StartToken } from './start-token.js';
