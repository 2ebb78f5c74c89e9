import type { ReactElement } from 'react';
import { Calculator } from './calculator';

/** The page of a path: the server of the files answers every path that is no file with the same one. */
export function App({ path }: { path: string }): ReactElement {
  return (
    <>
      <header>
        <h1>Fibonacci calculator</h1>
        <nav>
          <a href="/">Calculator</a> <a href="/about">About</a>
        </nav>
      </header>
      <main>{pageOf(path)}</main>
    </>
  );
}

function pageOf(path: string): ReactElement {
  if (path === '/' || path === '/index.html') return <Calculator />;
  if (path === '/about') return <About />;
  return <p>There is no page {path}.</p>;
}

function About(): ReactElement {
  return (
    <p>
      This page asks a server, which remembers in Postgres what was asked for and queues it in Redis. A worker takes it
      from there, and puts the value back.
    </p>
  );
}
