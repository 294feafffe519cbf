export { serve } from './serve.js';
export { invitationLink } from './people.controller.js';
