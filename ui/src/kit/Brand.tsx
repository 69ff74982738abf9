/** The mark: two posts and a rail of a trellis, with a bud where the canes cross. */
export function Brand({ size = 28, name = true }: { size?: number; name?: boolean }) {
  return (
    <span className="brand">
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
        <rect width="32" height="32" rx="8" fill="#0f766e" />
        <g fill="none" stroke="#fff" strokeLinecap="round" strokeWidth="2.2">
          <path d="M9 26 23 8M9 8l14 18" opacity=".55" />
          <path d="M9 6v20M23 6v20M6 11.5h20" />
        </g>
        <circle cx="16" cy="17" r="3" fill="#a7f3d0" />
      </svg>
      {name && <span className="brand-name">Trellis</span>}
    </span>
  );
}
