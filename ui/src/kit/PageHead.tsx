import type { ReactNode } from 'react';

/** The top of every page: what this is on the left, what can be done on the right. */
export function PageHead({
  tile,
  over,
  title,
  extra,
  children,
}: {
  tile?: ReactNode;
  over?: ReactNode;
  title: ReactNode;
  extra?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="page-head">
      <div className="page-head-row">
        {tile}
        <div className="page-head-text">
          {over && <div className="page-head-over">{over}</div>}
          <h1 className="page-head-title">{title}</h1>
        </div>
        {extra && <div className="page-head-extra">{extra}</div>}
      </div>
      {children}
    </header>
  );
}
