import { StartProject } from './start-project.js';

/** A further project. */
export default function StartPage() {
  return <StartProject />;
}
