/** The studio's sign: the U of the network's shape. */

export function Logo() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" fill="none" role="img" aria-label="U-Net Studio">
      <path d="M5 4v9a7 7 0 0 0 14 0V4" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
      <path d="M9.5 6h5M10.5 11h3" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}
