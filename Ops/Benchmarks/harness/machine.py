"""What the machine says of itself and of its processes, from /proc."""

import os

TICK = os.sysconf("SC_CLK_TCK")


def _stat(pid):
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()


def children(pid):
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                if _stat(name)[1] == str(pid):
                    found.append(int(name))
            except OSError:
                pass
    return found


def cpu(pid):
    """Seconds of processor time of a process with all its children, those that ended included."""
    total = 0.0
    for one in [pid] + children(pid):
        try:
            fields = _stat(one)
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / TICK
        if one == pid:
            total += (int(fields[13]) + int(fields[14])) / TICK
    return total


def peak_megabytes(pid):
    """The most memory a process and its children ever had, in MB."""
    total = 0
    for one in [pid] + children(pid):
        try:
            with open(f"/proc/{one}/status") as file:
                total += next(int(line.split()[1]) for line in file if line.startswith("VmHWM:"))
        except (OSError, StopIteration):
            pass
    return round(total / 1024)


def name():
    """Model of the processor, its cores, memory, and how busy the machine is with other things."""
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) // 1024 // 1024
    return {"processor": model, "cores": os.cpu_count(), "memoryGB": memory, "kernel": os.uname().release}


def load():
    return os.getloadavg()[0]
