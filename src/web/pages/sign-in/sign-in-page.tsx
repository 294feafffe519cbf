import { useLocation } from 'wouter';
import { addresses } from '../../app/addresses.js';
import SignInForm from './sign-in-form.js';

/** Signing in on purpose; the projects come next. */
export default function SignInPage() {
  const [, navigate] = useLocation();
  return <SignInForm onDone={() => navigate(addresses.projects())} />;
}
