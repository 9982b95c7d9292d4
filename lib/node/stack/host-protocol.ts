/** What postgres-host tells the runner once PostgreSQL accepts connections. */
export interface HostReady {
  readonly type: "ready";
  readonly port: number;
  /** Of the one user there is; made anew for every start, and never logged. */
  readonly password: string;
  readonly postmasterPid: number;
  /** The operating system's user that had to be added; null where there was no need. */
  readonly addedUser: string | null;
}

export const superuser = "tidemark";
export const database = "postgres";
