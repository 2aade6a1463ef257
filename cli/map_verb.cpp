#include "map_formats.h"
#include "verb.h"

#include <wiring/wiring_reader.h>

#include <CLI/CLI.hpp>
#include <memory>

namespace tapscope::cli {

void addMapVerb(CLI::App& app, Action& chosen) {
    struct Words {
        bool json = false, dot = false;
    };
    auto words = std::make_shared<Words>();
    auto* verb = app.add_subcommand(
        "map",
        "Show the devices of all network namespaces, how they are connected, and which processes have them open");
    auto* json = verb->add_flag("--json", words->json, "Print as JSON");
    verb->add_flag("--dot", words->dot, "Print as a graph for Graphviz")->excludes(json);
    verb->callback([words, &chosen] {
        chosen = [words](Session& session) -> Result<void> {
            auto reader = WiringReader::open();
            if (!reader)
                return std::unexpected(reader.error());
            const auto wiring = reader->read();
            if (!wiring)
                return std::unexpected(wiring.error());
            const auto print = words->json  ? static_cast<void (*)(const Wiring&, Output&)>(printJson)
                               : words->dot ? printDot
                                            : printTree;
            print(*wiring, session.out);
            return {};
        };
    });
}

} // namespace tapscope::cli
