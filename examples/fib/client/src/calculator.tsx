import type { ReactElement } from 'react';
import type { Values } from './api';
import { IndexForm } from './index-form';
import { useValues } from './use-values';

export function Calculator(): ReactElement {
  const { values, error, refresh } = useValues();
  return (
    <>
      <p className="lead">
        Submit an index. The server stores it in Postgres and queues it in Redis; a worker computes its Fibonacci
        number.
      </p>
      {error !== undefined && (
        <p role="alert" className="alert">
          The server is unavailable ({error}). The values may be out of date; retrying.
        </p>
      )}
      <IndexForm current={values?.current ?? {}} onSubmit={refresh} />
      {values && <ValueTable {...values} />}
    </>
  );
}

function ValueTable({ indexes, current }: Values): ReactElement {
  if (indexes.length === 0) return <p className="card empty">No values yet. Submit the first index.</p>;
  return (
    <div className="card table">
      <table>
        <thead>
          <tr>
            <th scope="col">Index</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {indexes.map((index) => (
            <tr key={index}>
              <td>{index}</td>
              <td>{current[index] ?? <span className="pending">computing…</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
