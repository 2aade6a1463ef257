#include "capturing.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

namespace tapscope::cli {

void addCaptureVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<CaptureWords>();
    auto* verb = app.add_subcommand("capture", "Record the frames of devices to a pcapng file, or print them");
    verb->add_option("NAME", words->names,
                     "The devices, or any: each is recorded under its own interface. blue/eth0 is in the network "
                     "namespace blue, pid:4711/eth0 in the one of a process. Also - for the standard input, the path "
                     "of a pipe or file, and SOURCE:NAME for what another source has; see tapscope-cli sources");
    verb->add_option("-i", words->interface, "The same, of one");
    verb->add_option("-w", words->file,
                     "The pcapng file to write; - is the standard output. Without it a line is printed for each frame");
    verb->add_option("--mode", words->mode,
                     "attach: own the TAP's or TUN's descriptor; monitor: watch while another has it")
        ->check(CLI::IsMember({std::string(source_role::attach), std::string(source_role::monitor)}));
    verb->add_option("--set", words->settings, "key=value, a setting of the source; see tapscope-cli sources")
        ->allow_extra_args(false);
    addMachineOptions(*verb, words->machine);
    verb->add_option("-f", words->filter, "Capture filter, see pcap-filter(7)");
    verb->add_option("-F", words->filterFile, "A file with such a filter")->excludes("-f");
    verb->add_option("-s", words->snapLength, "Bytes kept of each frame; 0 keeps all")->check(CLI::Range(0, 262144));
    verb->add_option("-c", words->count, "Stop after so many frames");
    verb->add_option("-a", words->stop, "Stop at duration:S, filesize:KB or packets:N, or after files:N of a ring")
        ->allow_extra_args(false);
    verb->add_option("-b", words->ring,
                     "Go on in another file at filesize:KB, duration:S or packets:N; files:N keeps the newest N")
        ->allow_extra_args(false);
    verb->add_option("--until", words->until,
                     "Wait for a frame that passes this field filter, and stop with it. The exit code is 0 when it "
                     "came, and 4 when the capture ended otherwise");
    verb->add_option("--before", words->before,
                     "With --until: keep only the last 30s or 64MB, say, of what came before the end; they wait in "
                     "memory, of which a time gets 256 MB");
    addScriptOption(*verb, words->scripts);
    verb->add_flag("--wait", words->wait, "Wait for the device, and again when it goes");
    verb->add_flag("--join", words->join, "Attach a queue of our own to a device of which another program has one");
    verb->add_flag("-p", words->isNotPromiscuous, "Do not make a monitored device promiscuous");
    verb->add_flag("--json", words->json, "With -w FILE: print the counts as JSON");
    verb->add_flag("-U", words->ignored, "Accepted: what comes is written at once always");
    verb->add_flag("-n", words->ignored, "Accepted: names are never looked up");
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return capture(*words, session); }; });
}

} // namespace tapscope::cli
