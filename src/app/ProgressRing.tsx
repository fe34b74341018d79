/** A share as a small ring; starts at the right and is turned by the caller's style. */

export function ProgressRing({
  share,
  className,
}: {
  readonly share: number;
  readonly className?: string | undefined;
}) {
  return (
    <svg
      width="12"
      height="12"
      viewBox="0 0 12 12"
      fill="none"
      strokeWidth="2"
      className={className}
      aria-hidden="true"
    >
      <circle cx="6" cy="6" r="5" stroke="var(--line-strong)" />
      <circle cx="6" cy="6" r="5" stroke="var(--accent)" pathLength="1" strokeDasharray={`${share} 1`} />
    </svg>
  );
}
