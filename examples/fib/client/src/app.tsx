import type { ReactElement } from 'react';
import { Calculator } from './calculator';

/** Renders the page of a path. nginx serves the same HTML for every path without a file. */
export function App({ path }: { path: string }): ReactElement {
  return (
    <>
      <header>
        <h1>
          <Spiral /> Fibonacci calculator
        </h1>
        <nav>
          <PageLink href="/" path={path} text="Calculator" />
          <PageLink href="/about" path={path} text="About" />
        </nav>
      </header>
      <main>{renderPage(path)}</main>
    </>
  );
}

function renderPage(path: string): ReactElement {
  if (path === '/' || path === '/index.html') return <Calculator />;
  if (path === '/about') return <About />;
  return <p className="card">There is no page {path}.</p>;
}

function PageLink({ href, path, text }: { href: string; path: string; text: string }): ReactElement {
  const isCurrent = path === href || (href === '/' && path === '/index.html');
  return (
    <a href={href} aria-current={isCurrent ? 'page' : undefined}>
      {text}
    </a>
  );
}

/** The Fibonacci spiral: quarter circles with the radii 8, 5, 3, 2, 1 and 1. */
function Spiral(): ReactElement {
  return (
    <svg viewBox="-1 -1 15 10" aria-hidden="true">
      <path d="M0 8A8 8 0 0 1 8 0A5 5 0 0 1 13 5A3 3 0 0 1 10 8A2 2 0 0 1 8 6A1 1 0 0 1 9 5A1 1 0 0 1 10 6" />
    </svg>
  );
}

function About(): ReactElement {
  return (
    <div className="card">
      <ol>
        <li>The page sends an index to the server.</li>
        <li>The server stores the index in Postgres and queues it in Redis.</li>
        <li>A worker takes it from the queue, computes its Fibonacci number and stores the value in Redis.</li>
        <li>The page reads the values from the server every second.</li>
      </ol>
    </div>
  );
}
