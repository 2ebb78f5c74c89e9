import { useRef, useState, type FormEvent, type ReactElement } from 'react';
import { useSubmission } from './use-submission';

export interface IndexFormProps {
  /** The values that are computed so far. */
  readonly current: Record<string, number>;
  /** Called after each attempt to submit, whether it succeeds or fails. */
  readonly onSubmit: () => void;
}

export function IndexForm({ current, onSubmit }: IndexFormProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const [index, setIndex] = useState('');
  const { state, message, submit } = useSubmission(current);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (await submit(index)) setIndex('');
    field.current?.focus();
    onSubmit();
  }

  return (
    <form className="card" onSubmit={(event) => void send(event)} noValidate>
      <label htmlFor="index">Index</label>
      <p id="hint">A whole number from 0 to 40</p>
      <div className="row">
        <input
          {...{ id: 'index', ref: field, inputMode: 'numeric', autoComplete: 'off', value: index }}
          {...{ 'aria-describedby': 'hint status', 'aria-invalid': state === 'error' }}
          onChange={(event) => setIndex(event.target.value)}
        />
        <button>Compute</button>
      </div>
      <p {...{ id: 'status', role: 'status', className: state }}>{message}</p>
    </form>
  );
}
