/** Keeps a failing part of the page from taking the rest with it. A class because React has no other way. */
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { type ErrorData, toErrorData } from '../common/errors';
import styles from './boundary.module.css';

interface BoundaryState {
  readonly error: ErrorData | null;
}

export class ErrorBoundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(thrown: unknown): BoundaryState {
    return { error: toErrorData(thrown) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className={styles.boundary} role="alert">
        <p className={styles.message}>{error.message}</p>
        <p className={styles.hint}>{error.hint}</p>
        <Button variant="default" onClick={() => this.setState({ error: null })}>
          Try again
        </Button>
      </div>
    );
  }
}
