#include "serving.h"
#include "verb.h"

#include <base/ip_address.h>
#include <base/nonblocking.h>

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <string>

namespace tapscope::cli {
namespace {

/// $SSH_CONNECTION, "ADDRESS PORT ADDRESS PORT", as a filter for everything but that connection. Empty for an empty
/// text.
Result<std::string> withoutConnection(const std::string& words) {
    if (words.empty())
        return std::string();
    const auto refuse = [&] {
        return failure(ErrorKind::Invalid, "leave out", "\"" + words + "\"", "this is not the text of $SSH_CONNECTION",
                       "It consists of address, port, address and port");
    };
    std::istringstream pieces(words);
    std::array<std::string, 4> word;
    for (std::string& each : word)
        pieces >> each;
    const auto address = IpAddress::parse(std::string_view(word[0]).substr(0, word[0].find('%')));
    const auto isPort = [](const std::string& text) {
        return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string::npos;
    };
    if (!address || !isPort(word[1]) || !isPort(word[3]))
        return refuse();
    return fmt::format("not (tcp and host {} and port {} and port {})", address->text(), word[1], word[3]);
}

Result<void> serve(const std::string& connection, Session& session) {
    if (isatty(STDIN_FILENO) != 0 || isatty(STDOUT_FILENO) != 0)
        return failure(ErrorKind::Invalid, "serve", "a terminal", "this verb talks to another TapScope over a pipe",
                       "Use --on ssh://USER@HOST with devices, set, create, destroy, inject or capture there");
    auto leaveOut = withoutConnection(connection);
    if (!leaveOut)
        return std::unexpected(leaveOut.error());
    const Interruption& interruption = session.interruption();
    const NonBlocking in(STDIN_FILENO);
    const NonBlocking out(STDOUT_FILENO);
    serve::MessageStream stream(STDIN_FILENO, STDOUT_FILENO);
    return Serving(
               stream, deviceConfiguration(session.devices),
               SourceOpener(SourceCatalog(), {.control = session.devices, .share = {}}, HelperProgram::ofThisProgram()),
               std::move(*leaveOut))
        .run(interruption.descriptor());
}

} // namespace

void addServeVerb(CLI::App& app, Action& chosen) {
    auto connection = std::make_shared<std::string>();
    auto* verb = app.add_subcommand(
        "serve", "Serve the devices of this machine to a TapScope at the other end of standard input and output");
    verb->add_option("--ssh-connection", *connection,
                     "The text of $SSH_CONNECTION: the frames of that connection are left out");
    verb->footer("Other machines start it through ssh. It serves devices only, with the rights of its user, and ends "
                 "when its standard input ends.");
    verb->callback(
        [connection, &chosen] { chosen = [connection](Session& session) { return serve(*connection, session); }; });
}

} // namespace tapscope::cli
