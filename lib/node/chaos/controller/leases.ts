/**
 * Which faults may go on, and which have not been renewed in time? A lease counts on a clock that
 * never jumps (monotonic), so that a machine whose time is set neither ends nor prolongs a fault.
 */

export interface Leases {
  grant(faultId: string, leaseMs: number): void;
  /** From now on for the whole lease again. @returns false where it has run out, or was never there */
  renew(faultId: string): boolean;
  release(faultId: string): void;
  /** Those that have run out and were not released. */
  expired(): string[];
}

interface Lease {
  readonly leaseMs: number;
  readonly endsAtMs: number;
}

export function createLeases(monotonicMs: () => number): Leases {
  const leases = new Map<string, Lease>();
  const isOver = ({ endsAtMs }: Lease) => monotonicMs() >= endsAtMs;
  const grant = (faultId: string, leaseMs: number) =>
    void leases.set(faultId, { leaseMs, endsAtMs: monotonicMs() + leaseMs });
  return {
    grant,
    renew: (faultId) => {
      const lease = leases.get(faultId);
      if (lease === undefined || isOver(lease)) return false;
      grant(faultId, lease.leaseMs);
      return true;
    },
    release: (faultId) => void leases.delete(faultId),
    expired: () => [...leases].filter(([, lease]) => isOver(lease)).map(([faultId]) => faultId),
  };
}
