"""Ask the advisory database about every locked package: `python .ci/audit.py requirements-dev.lock`.

Exit codes: 0 asked about all of them, nothing is known; 1 something is known; 3 not audited. A database that cannot be reached, or that does
not know a package, is no clean bill: pip-audit itself says "No known vulnerabilities found" and ends with 0 when every package was skipped.
"""

import json
import subprocess
import sys

CLEAN, VULNERABLE, NOT_AUDITED = 0, 1, 3


def verdict(printed: str, complained: str) -> tuple[int, list[str]]:
    """What the report of pip-audit amounts to: exit code and lines."""
    try:
        packages = json.loads(printed)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reasons = [line.strip() for line in complained.splitlines() if line.strip()]
        return NOT_AUDITED, [f"not audited: the advisory database could not be asked ({reasons[-1] if reasons else 'no answer'})"]
    skipped = [package for package in packages if "skip_reason" in package or "vulns" not in package]
    lines = [f"{package['name']} {package['version']}: {flaw['id']}, mended in {', '.join(flaw.get('fix_versions') or ['no version yet'])}"
             for package in packages for flaw in package.get("vulns", ())]
    known = bool(lines)
    if skipped or not packages:
        why = f" (first: {skipped[0].get('skip_reason', 'no answer')})" if skipped else ""
        lines.append(f"not audited: {len(skipped)} of {len(packages)} packages{why}")
        return VULNERABLE if known else NOT_AUDITED, lines
    return (VULNERABLE, lines) if known else (CLEAN, [f"audited: {len(packages)} packages, no known vulnerability"])


def main(lock: str) -> int:
    """Run pip-audit over one lock file, which it reads without installing anything, and say what came of it."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--requirement", lock, "--format", "json",
               "--progress-spinner", "off", "--timeout", "20"]
    done = subprocess.run(command, capture_output=True, text=True)
    code, lines = verdict(done.stdout, done.stderr)
    print(*lines, sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
