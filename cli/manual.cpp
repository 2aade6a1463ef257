#include "manual.h"

#include <fmt/core.h>
#include <manual/declared_options.h>
#include <manual/man_page.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace tapscope::cli {
namespace {

using manual::optionsOf;
using manual::switchesOf;
using manual::takesValue;
using manual::verbsOf;

std::string manPage(const CLI::App& app) {
    static constexpr std::array sections = {
        manual::ManSection{"EXIT STATUS", "0: success.\n\n"
                                          "1: failure, or not everything could be read or written; a line on standard "
                                          "error says why.\n\n"
                                          "2: the command line is not valid.\n\n"
                                          "3: inject or merge left something out.\n\n"
                                          "4: capture --until ended without a matching frame."}};
    return manual::manPageOf(app, {.name = "tapscope-cli",
                                   .summary = "TAP devices and captures, for scripts and machines without a display",
                                   .synopsis = "[OPTION] VERB [OPTION|WORD]...",
                                   .sections = sections,
                                   .seeAlso = "tapscope(1), tapscope-helper(8), pcap-filter(7)"});
}

/// How a word of the command line is completed.
std::string_view completionKind(const std::string& verb, const CLI::Option& option) {
    const std::string name = option.get_name(true);
    const auto switches = switchesOf(option);
    const auto is = [&](std::string_view one) { return std::ranges::find(switches, one) != switches.end(); };
    if (name == "NAME" && verb != "create")
        return "devices";
    if (name == "PLUGIN")
        return "injectors";
    if (verb == "read" && is("-e"))
        return "fields";
    if (verb == "export" && is("-F"))
        return "formats";
    return {};
}

std::string wordsOf(const CLI::App& verb) {
    std::string words;
    for (const auto* option : optionsOf(verb)) {
        for (const auto& name : switchesOf(*option))
            words += (words.empty() ? "" : " ") + name;
    }
    return words;
}

std::string namesOf(const CLI::App& app) {
    std::string names;
    for (const auto* verb : verbsOf(app))
        names += (names.empty() ? "" : " ") + verb->get_name();
    return names;
}

std::string bashCompletion(const CLI::App& app) {
    std::string out = "# Completion of tapscope-cli for bash.\n"
                      "_tapscope_cli() {\n"
                      "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb= place=0 i\n"
                      "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                      "        case ${COMP_WORDS[i]} in -*) ;; *)\n"
                      "            if [ -z \"$verb\" ]; then verb=${COMP_WORDS[i]}; else place=$((place + 1)); fi ;;\n"
                      "        esac\n"
                      "    done\n"
                      "    COMPREPLY=()\n"
                      "    local words=\n"
                      "    case $verb in\n";
    out += fmt::format("    '') words=\"{} {}\" ;;\n", namesOf(app), wordsOf(app));
    for (const auto* verb : verbsOf(app)) {
        const std::string name = verb->get_name();
        out += "    " + name + ")\n        words=\"" + wordsOf(*verb) + "\"\n";
        int place = 0;
        for (const auto* option : optionsOf(*verb)) {
            const auto kind = completionKind(name, *option);
            const auto switches = switchesOf(*option);
            if (switches.empty()) {
                if (!kind.empty())
                    out +=
                        fmt::format("        [ $place = {} ] && words+=\" $(tapscope-cli complete {} 2>/dev/null)\"\n",
                                    place, kind);
                ++place;
            }
            for (const auto& one : switches) {
                if (!kind.empty())
                    out += fmt::format(
                        "        [ \"$before\" = {} ] && words=$(tapscope-cli complete {} \"$word\" 2>/dev/null)\n",
                        one, kind);
            }
        }
        if (name == "inject")
            out += "        [ $place -ge 2 ] && words+=\" $(tapscope-cli complete settings \"${COMP_WORDS[3]}\" "
                   "2>/dev/null)\"\n";
        out += "        ;;\n";
    }
    out += "    esac\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
           "    [ ${#COMPREPLY[@]} = 0 ] && COMPREPLY=($(compgen -f -- \"$word\"))\n"
           "    [[ ${COMPREPLY[0]} = *= ]] && compopt -o nospace\n"
           "}\n"
           "complete -F _tapscope_cli tapscope-cli\n";
    return out;
}

/// Within single quotes of a shell.
std::string shellQuoted(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\'')
            out += "'\\''";
        else
            out += c;
    }
    return out;
}

std::string zshCompletion(const CLI::App& app) {
    const auto described = [](std::string_view text) {
        std::string escaped;
        for (const char c : shellQuoted(text)) {
            if (c == '[' || c == ']' || c == ':')
                escaped += '\\';
            escaped += c;
        }
        return escaped;
    };
    std::string out = "#compdef tapscope-cli\n"
                      "_tapscope_cli_words() { compadd -- ${(f)\"$(tapscope-cli complete $1 $2 2>/dev/null)\"} }\n"
                      "_tapscope_cli() {\n"
                      "    local -a verbs\n"
                      "    verbs=(\n";
    for (const auto* verb : verbsOf(app))
        out += fmt::format("        '{}:{}'\n", verb->get_name(), described(verb->get_description()));
    out += "    )\n"
           "    if ((CURRENT == 2)); then _describe verb verbs; return; fi\n"
           "    local verb=$words[2]\n"
           "    shift words; ((CURRENT--))\n"
           "    case $verb in\n";
    for (const auto* verb : verbsOf(app)) {
        out += "    " + verb->get_name() + ") _arguments";
        for (const auto* option : optionsOf(*verb)) {
            const auto kind = completionKind(verb->get_name(), *option);
            const std::string action = kind.empty() ? "_files" : fmt::format("{{_tapscope_cli_words {}}}", kind);
            const auto switches = switchesOf(*option);
            if (switches.empty())
                out += fmt::format(" \\\n        '{}:{}:{}'",
                                   takesValue(*option) && option->get_items_expected_max() > 1 ? "*" : "",
                                   described(option->get_name(true)), action);
            for (const auto& one : switches)
                out += fmt::format(" \\\n        '*{}[{}]{}'", one, described(option->get_description()),
                                   takesValue(*option) ? ":word:" + action : "");
        }
        out += "\n        ;;\n";
    }
    return out + "    esac\n}\n_tapscope_cli \"$@\"\n";
}

std::string fishCompletion(const CLI::App& app) {
    std::string out = "# Completion of tapscope-cli for fish.\n";
    const std::string names = namesOf(app);
    for (const auto* verb : verbsOf(app)) {
        const std::string name = verb->get_name();
        out += fmt::format("complete -c tapscope-cli -n 'not __fish_seen_subcommand_from {}' -f -a {} -d '{}'\n", names,
                           name, shellQuoted(verb->get_description()));
        for (const auto* option : optionsOf(*verb)) {
            std::string line = fmt::format("complete -c tapscope-cli -n '__fish_seen_subcommand_from {}'", name);
            for (const auto& one : option->get_snames())
                line += " -s " + one;
            for (const auto& one : option->get_lnames())
                line += " -l " + one;
            const auto kind = completionKind(name, *option);
            if (takesValue(*option) && !switchesOf(*option).empty())
                line += " -r";
            if (!kind.empty())
                line += fmt::format(" -a '(tapscope-cli complete {} 2>/dev/null)'", kind);
            else if (switchesOf(*option).empty())
                continue; // files, which fish offers by itself
            out += line + fmt::format(" -d '{}'\n", shellQuoted(option->get_description()));
        }
    }
    return out;
}

} // namespace

std::string manualOf(const CLI::App& app, ManualKind kind) {
    switch (kind) {
    case ManualKind::Man:
        return manPage(app);
    case ManualKind::Bash:
        return bashCompletion(app);
    case ManualKind::Zsh:
        return zshCompletion(app);
    case ManualKind::Fish:
        return fishCompletion(app);
    }
    return {};
}

} // namespace tapscope::cli
