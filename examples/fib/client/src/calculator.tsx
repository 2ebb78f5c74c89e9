import { useState, type FormEvent, type ReactElement } from 'react';
import { Refused, submit } from './api';
import { useValues } from './use-values';

export function Calculator(): ReactElement {
  const { asked, current, away, refresh } = useValues();
  return (
    <>
      {away !== undefined && <p role="alert">The server is away ({away}). What you see may be old; trying again.</p>}
      <IndexForm taken={refresh} />
      <table>
        <thead>
          <tr>
            <th scope="col">Index</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {asked.map((index) => (
            <tr key={index}>
              <td>{index}</td>
              <td>{current[index] ?? 'being computed …'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function IndexForm({ taken }: { taken: () => void }): ReactElement {
  const [index, setIndex] = useState('');
  const [mistake, setMistake] = useState<string>();

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      await submit(index.trim() === '' ? NaN : Number(index));
      setMistake(undefined);
      setIndex('');
    } catch (error) {
      setMistake(
        error instanceof Refused ? error.message : `not taken: the server is away (${(error as Error).message})`,
      );
    }
    taken();
  }

  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <label>
        Index <input inputMode="numeric" value={index} onChange={(event) => setIndex(event.target.value)} />
      </label>{' '}
      <button>Compute</button>
      {mistake !== undefined && <p role="status">{mistake}</p>}
    </form>
  );
}
