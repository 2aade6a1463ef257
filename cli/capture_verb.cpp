#include "capturing.h"
#include "number_check.h"

#include <capture/recording_buffer.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

namespace tapscope::cli {

void addCaptureVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<CaptureWords>();
    auto* verb = app.add_subcommand("capture", "Record the frames of devices to a pcapng file, or print them");
    verb->add_option("NAME", words->names,
                     "Devices to capture on, or any; each becomes an interface of the capture. blue/eth0 is eth0 in "
                     "the network namespace blue, pid:4711/eth0 in that of a process. Also - for standard input, the "
                     "path of a pipe or file, and SOURCE:NAME for another source; see tapscope-cli sources");
    verb->add_option("-i", words->interface, "One such device");
    verb->add_option(
        "-w", words->file,
        "The pcapng file to write; - is standard output, and a pipe gets the frames as they come. Without it, "
        "a line is printed for each frame");
    verb->add_option(
            "--mode", words->mode,
            "attach: own the descriptor of the TAP or TUN (the default for these); monitor: watch a device that "
            "another program owns, or any other interface")
        ->check(CLI::IsMember({std::string(source_role::attach), std::string(source_role::monitor)}));
    verb->add_option("--set", words->settings, "A setting of the source, as key=value; see tapscope-cli sources")
        ->allow_extra_args(false);
    addMachineOptions(*verb, words->machine);
    verb->add_option("-f", words->filter, "Capture filter, see pcap-filter(7)");
    verb->add_option("-F", words->filterFile, "A file with a capture filter")->excludes("-f");
    verb->add_option("-s", words->snapLength, "Bytes to keep of each frame; 0 keeps all")->check(CLI::Range(0, 262144));
    verb->add_option("-c", words->count, "Stop after this number of frames")->check(aNumberFromOne());
    verb->add_option("-a", words->stop, "Stop at duration:S, filesize:KB or packets:N, or after files:N of a ring")
        ->allow_extra_args(false);
    verb->add_option("-b", words->ring,
                     "Begin the next file at filesize:KB, duration:S or packets:N; files:N keeps the newest N")
        ->allow_extra_args(false);
    verb->add_option(
            "--buffer", words->buffer,
            "With -w FILE: MiB of memory for frames that wait for a slow or full disk, 2 to 65536, usually 256")
        ->check(CLI::Range(smallestRecordingBuffer, largestRecordingBuffer));
    verb->add_option("--until", words->until,
                     "Stop at the first frame that matches this field filter. The exit code is 0 if such a frame was "
                     "captured, and 4 if the capture ended without one");
    verb->add_option("--before", words->before,
                     "With --until: keep only the last frames before the end, such as 30s or 64MB. They are held in "
                     "memory, at most 256 MB if a time is given");
    verb->add_option("--inject", words->injectors,
                     "Run an injector on the first device during the capture, \"PLUGIN key=value…\": \"wire to=tap1\" "
                     "connects it to another device, which is captured, too")
        ->allow_extra_args(false);
    verb->add_option("--run", words->run,
                     "Run a program, and stop when it has ended: --run 'ping -c 3 10.9.0.2'. What it prints goes to "
                     "the standard error");
    addScriptOption(*verb, words->scripts);
    verb->add_flag("--wait", words->wait, "Wait until the device exists, and again whenever it disappears");
    verb->add_flag("--join", words->join, "Attach another queue to a multi-queue device that another program has open");
    verb->add_flag("-p", words->isNotPromiscuous, "Do not put a monitored device into promiscuous mode");
    verb->add_flag("--json", words->json, "With -w FILE: print the counts as JSON");
    verb->add_flag("-q", words->isQuiet, "Do not print the counts at the end");
    verb->add_flag("-U", words->ignored, "Accepted for compatibility: frames are always written at once");
    verb->add_flag("-l", words->ignored, "Accepted for compatibility: frames are always printed at once");
    verb->add_flag("-n", words->ignored, "Accepted for compatibility: names are never looked up");
    verb->callback([words, &chosen] {
        chosen = [words](Session& session) -> Result<void> {
            if (words->names.empty() && words->interface.empty()) {
                session.exitCode = wrongUsage;
                return failure(ErrorKind::Invalid, "capture", "frames", "no device is named",
                               "Write capture NAME -w FILE");
            }
            return capture(*words, session);
        };
    });
}

} // namespace tapscope::cli
