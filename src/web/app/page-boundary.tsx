import { Component, lazy, type ReactNode } from 'react';
import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { isSignedOut } from '../api/api-error.js';
import { isPartMissing, MissingPart } from '../components/missing-part.js';
import { ProblemNotice } from '../components/problem-notice.js';

const SignIn = lazy(() => import('../pages/sign-in/sign-in-form.js'));

interface Props {
  readonly children: ReactNode;
}

/** Whatever keeps a page from being shown is said in its place. Nobody signed in: sign-in, and then the page. */
export function PageBoundary({ children }: Props) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => <Boundary reset={reset}>{children}</Boundary>}
    </QueryErrorResetBoundary>
  );
}

interface BoundaryProps extends Props {
  readonly reset: () => void;
}

class Boundary extends Component<BoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  private readonly again = (): void => {
    this.props.reset();
    this.setState({ error: undefined });
  };

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (isSignedOut(error)) return <SignIn onDone={this.again} />;
    return (
      <div className="page">
        {isPartMissing(error) ? (
          <MissingPart />
        ) : (
          <ProblemNotice error={error} onAgain={this.again} heading="h1" />
        )}
      </div>
    );
  }
}
