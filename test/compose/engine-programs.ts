/**
 * Docker's engine and debootstrap from Debian's packages, unpacked into the cache and not installed:
 * no service is enabled, and this machine's own programs stay as they are. Packages that are already
 * installed are not fetched; then the installed programs are found on the PATH.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { kept, keptFolder } from "./kept.ts";
import { run } from "./run.ts";

const packages = ["docker.io", "iptables", "debootstrap", "tini"];

export interface EnginePrograms {
  /** With the programs first on its PATH, and where they find their libraries. */
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
}

export async function enginePrograms(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<EnginePrograms> {
  const folder = await kept(keptFolder(env, "engine-programs"), async (scratch) => {
    say(`fetching ${packages.join(", ")} from Debian`);
    await unpack(scratch, env);
    linkIptables(join(scratch, "usr/sbin"));
  });
  const libraries = join(folder, "usr/lib/x86_64-linux-gnu");
  return {
    folder,
    env: {
      ...env,
      // Debian's installed programs before others of the same name: a newer client may lack its builder.
      PATH: [join(folder, "usr/sbin"), join(folder, "usr/bin"), "/usr/sbin", "/usr/bin", env["PATH"]].join(
        ":",
      ),
      LD_LIBRARY_PATH: libraries,
      ...(existsSync(join(libraries, "xtables")) && { XTABLES_LIBDIR: join(libraries, "xtables") }),
      ...(existsSync(join(folder, "usr/share/debootstrap")) && {
        DEBOOTSTRAP_DIR: join(folder, "usr/share/debootstrap"),
      }),
    },
  };
}

async function unpack(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const archives = join(folder, "archives");
  mkdirSync(join(archives, "partial"), { recursive: true });
  await run("apt-get", ["update", "--quiet"], { env });
  const download = ["install", "--yes", "--no-install-recommends", "--download-only"];
  await run("apt-get", [...download, "-o", `Dir::Cache::archives=${archives}`, ...packages], { env });
  for (const archive of readdirSync(archives).filter((name) => name.endsWith(".deb"))) {
    await run("dpkg", ["--extract", join(archives, archive), folder], { env });
  }
  rmSync(archives, { recursive: true });
}

/** What Debian's alternatives would do. The legacy variant works with kernels that lack nf_tables. */
function linkIptables(folder: string): void {
  if (!existsSync(join(folder, "xtables-legacy-multi"))) return;
  for (const name of ["iptables", "iptables-save", "iptables-restore", "ip6tables"]) {
    symlinkSync("xtables-legacy-multi", join(folder, name));
  }
}
