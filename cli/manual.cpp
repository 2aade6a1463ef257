#include "manual.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <vector>

namespace tapscope::cli {
namespace {

std::vector<const CLI::App*> verbsOf(const CLI::App& app) {
    auto verbs = app.get_subcommands([](const CLI::App* verb) { return !verb->get_group().empty(); });
    return {verbs.begin(), verbs.end()};
}

/// "-w", "--mode"; empty for what is told by its place.
std::vector<std::string> switchesOf(const CLI::Option& option) {
    std::vector<std::string> switches;
    for (const auto& name : option.get_snames())
        switches.push_back("-" + name);
    for (const auto& name : option.get_lnames())
        switches.push_back("--" + name);
    return switches;
}

bool takesWord(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

/// A minus that may be copied, no line that begins with a control character (man(7)).
std::string roff(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\\')
            escaped += "\\e";
        else if (c == '-')
            escaped += "\\-";
        else
            escaped += c;
    }
    return escaped.starts_with('.') || escaped.starts_with('\'') ? "\\&" + escaped : escaped;
}

void appendManOptions(std::string& out, const CLI::App& app) {
    for (const auto* option : app.get_options()) {
        std::string names;
        for (const auto& name : switchesOf(*option))
            names += (names.empty() ? "" : ", ") + name;
        const bool isPositional = names.empty();
        if (isPositional)
            names = option->get_name(true);
        out += ".TP\n\\fB" + roff(names) + "\\fR";
        if (!isPositional && takesWord(*option))
            out += " \\fI" + roff(option->get_type_name().empty() ? "WORD" : option->get_type_name()) + "\\fR";
        out += "\n" + roff(option->get_description()) + "\n";
    }
}

std::string manPage(const CLI::App& app) {
    std::string out = fmt::format(".TH TAPSCOPE\\-CLI 1 \"\" \"{}\" \"User Commands\"\n", roff(app.version()));
    out += ".SH NAME\ntapscope\\-cli \\- TAP devices and captures, for scripts and machines without a display\n";
    out += ".SH SYNOPSIS\n.B tapscope\\-cli\n[\\fIOPTION\\fR] \\fIVERB\\fR [\\fIOPTION\\fR|\\fIWORD\\fR]...\n";
    out += ".SH DESCRIPTION\n" + roff(app.get_description()) + ".\n.SH OPTIONS\n";
    appendManOptions(out, app);
    for (const auto* verb : verbsOf(app)) {
        out += ".SH \"" + roff(verb->get_name()) + "\"\n" + roff(verb->get_description()) + ".\n";
        appendManOptions(out, *verb);
    }
    out += ".SH \"EXIT STATUS\"\n"
           ".TP\n.B 0\nAll was done.\n"
           ".TP\n.B 1\nIt failed, or not all could be read or written; a line on the standard error says why.\n"
           ".TP\n.B 2\nThe words are not understood.\n"
           ".TP\n.B 3\n\\fBinject\\fR sent some frames and left some out.\n"
           ".SH \"SEE ALSO\"\n.BR tapscope (1),\n.BR tapscope\\-helper (8),\n.BR pcap\\-filter (7)\n";
    return out;
}

/// What completes a word of the command line.
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
    for (const auto* option : verb.get_options()) {
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
        for (const auto* option : verb->get_options()) {
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
        for (const auto* option : verb->get_options()) {
            const auto kind = completionKind(verb->get_name(), *option);
            const std::string action = kind.empty() ? "_files" : fmt::format("{{_tapscope_cli_words {}}}", kind);
            const auto switches = switchesOf(*option);
            if (switches.empty())
                out += fmt::format(" \\\n        '{}:{}:{}'",
                                   takesWord(*option) && option->get_items_expected_max() > 1 ? "*" : "",
                                   described(option->get_name(true)), action);
            for (const auto& one : switches)
                out += fmt::format(" \\\n        '*{}[{}]{}'", one, described(option->get_description()),
                                   takesWord(*option) ? ":word:" + action : "");
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
        for (const auto* option : verb->get_options()) {
            std::string line = fmt::format("complete -c tapscope-cli -n '__fish_seen_subcommand_from {}'", name);
            for (const auto& one : option->get_snames())
                line += " -s " + one;
            for (const auto& one : option->get_lnames())
                line += " -l " + one;
            const auto kind = completionKind(name, *option);
            if (takesWord(*option) && !switchesOf(*option).empty())
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
