#include "loaded_plugins.h"
#include "reading.h"
#include "verb.h"

#include <memory>

namespace tapscope::cli {

void addReadVerb(CLI::App& app, Action& chosen) {
    struct Flags {
        bool tree = false, count = false;
        std::string output;
    };
    auto words = std::make_shared<ReadWords>();
    auto flags = std::make_shared<Flags>();
    auto* verb = app.add_subcommand("read", "Print the frames of a capture, a line each");
    verb->add_option("FILE", words->file, "pcap or pcapng")->required();
    verb->add_option("-c", words->last, "Stop after so many frames");
    verb->add_option("-f", words->captureFilter,
                     "Only frames that pass this capture filter (BPF), such as tcp port 80");
    verb->add_option("-Y", words->fieldFilter, "Only frames that pass this field filter, such as ip.addr == 10.9.0.2");
    verb->add_flag("--count", flags->count, "Print only how many frames there are");
    verb->add_flag("-V", flags->tree, "Print all fields of each frame");
    verb->add_option("-T", flags->output, "\"fields\": print the fields named by -e, separated by tabs")
        ->check(CLI::IsMember({"fields"}));
    verb->add_option("-e", words->fields, "A field for -T fields, such as ip.ttl or _ws.col.Info")
        ->allow_extra_args(false);
    addScriptOption(*verb, words->scripts);
    verb->add_flag("--reassemble", words->reassemble,
                   "Put IP fragments and messages that span TCP segments together, and decode them in the frame that "
                   "completes them; else each frame is decoded for itself");
    verb->callback([words, flags, &chosen] {
        words->output = flags->count                ? ReadWords::Output::Count
                        : flags->tree               ? ReadWords::Output::Tree
                        : flags->output == "fields" ? ReadWords::Output::Fields
                                                    : ReadWords::Output::Columns;
        chosen = [words](const Devices&) { return readFile(*words); };
    });
}

} // namespace tapscope::cli
