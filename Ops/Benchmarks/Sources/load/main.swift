import Glibc

// Closed-loop load: each connection sends its next request when it has the answer to the one before. One thread and
// poll(2): with some hundred connections that costs a few microseconds a request, less than a tenth of what it measures.

signal(SIGPIPE, SIG_IGN)
guard let order = Order(CommandLine.arguments) else {
    print(
        "usage: load PORT CONNECTIONS SECONDS TOKEN (acts FILE | move uniform|hot|opposite N KEYS ACKS | mixed N KEYS ACKS | read N | get PATH)"
    )
    exit(64)
}
let run = LoadRun(order)
run.perform()
print(run.summary)
exit(run.failures == 0 ? 0 : 1)
