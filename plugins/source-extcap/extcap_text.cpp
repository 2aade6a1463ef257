#include "extcap_text.h"

#include <algorithm>
#include <charconv>

namespace tapscope {
namespace {

bool isTrue(std::string_view text) {
    return text == "true" || text == "TRUE" || text == "1" || text == "yes";
}

/// Splits "{value=x}{display=y}" into its fields.
void readFields(std::string_view text, ExtcapLine& line) {
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = text.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos)
            return;
        const auto field = text.substr(open + 1, close - open - 1);
        if (const auto equals = field.find('='); equals != std::string_view::npos)
            line.fields.insert_or_assign(std::string(field.substr(0, equals)), std::string(field.substr(equals + 1)));
        text.remove_prefix(close + 1);
    }
}

SettingType typeOf(const ExtcapLine& line) {
    const std::string type = line.field("type");
    if (type == "integer" || type == "unsigned" || type == "long")
        return SettingType::Integer;
    if (type == "double")
        return SettingType::Real;
    if (type == "selector" || type == "radio")
        return SettingType::Choice;
    if (type == "boolean" || type == "boolflag")
        return SettingType::Switch;
    return type == "fileselect" && isTrue(line.field("mustexist")) ? SettingType::File : SettingType::Text;
}

/// Parses "1,5000".
void readRange(std::string_view text, Setting& setting) {
    const auto comma = text.find(',');
    double minimum = 0;
    double maximum = 0;
    const auto reads = [](std::string_view number, double& value) {
        return std::from_chars(number.data(), number.data() + number.size(), value).ec == std::errc();
    };
    if (comma != std::string_view::npos && reads(text.substr(0, comma), minimum) &&
        reads(text.substr(comma + 1), maximum) && minimum <= maximum) {
        setting.minimum = minimum;
        setting.maximum = maximum;
    }
}

ExtcapArgument argumentOf(const ExtcapLine& line) {
    ExtcapArgument argument{.call = line.field("call"), .type = line.field("type"), .setting = {}};
    Setting& setting = argument.setting;
    setting.key = argument.call.substr(std::min(argument.call.find_first_not_of('-'), argument.call.size()));
    setting.title = line.field("display");
    setting.type = typeOf(line);
    setting.help = line.field("tooltip");
    setting.required = isTrue(line.field("required"));
    readRange(line.field("range"), setting);
    setting.defaultValue = line.field("default");
    if (setting.type == SettingType::Switch)
        setting.defaultValue = isTrue(setting.defaultValue) ? "on" : "off";
    return argument;
}

/// A default that fails the setting's own validation would make every capture fail.
void dropBadDefault(Setting& setting) {
    if (!setting.defaultValue.empty() && !SettingsSchema::checkValue(setting, setting.defaultValue))
        setting.defaultValue.clear();
}

} // namespace

std::string ExtcapLine::field(std::string_view name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

std::vector<ExtcapLine> parseExtcap(std::string_view text) {
    std::vector<ExtcapLine> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto whole = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto space = whole.find_first_of(" {");
        if (space == std::string_view::npos)
            continue;
        ExtcapLine line{.word = std::string(whole.substr(0, space)), .fields = {}};
        readFields(whole.substr(space), line);
        if (!line.fields.empty())
            lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<ExtcapArgument> extcapArguments(std::string_view text) {
    std::vector<ExtcapArgument> arguments;
    std::map<std::string, std::size_t> places; ///< in `arguments`, by "number"
    for (const ExtcapLine& line : parseExtcap(text)) {
        if (line.word == "arg" && line.field("call").starts_with("--")) {
            places[line.field("number")] = arguments.size();
            arguments.push_back(argumentOf(line));
        } else if (const auto place = places.find(line.field("arg")); line.word == "value" && place != places.end()) {
            Setting& setting = arguments[place->second].setting;
            const std::string value = line.field("value");
            if (value.empty() || setting.type != SettingType::Choice)
                continue;
            setting.choices.push_back(value);
            if (isTrue(line.field("default")))
                setting.defaultValue = value;
        }
    }
    for (ExtcapArgument& argument : arguments) {
        if (argument.setting.type == SettingType::Choice && argument.setting.choices.empty())
            argument.setting.type = SettingType::Text; // the choices come from a list that the program loads later
        dropBadDefault(argument.setting);
    }
    return arguments;
}

std::vector<std::string> extcapWords(const std::vector<ExtcapArgument>& arguments, const Settings& settings) {
    std::vector<std::string> words;
    for (const ExtcapArgument& argument : arguments) {
        const std::string& key = argument.setting.key;
        if (argument.type == "boolflag") {
            if (settings.isOn(key))
                words.push_back(argument.call);
        } else if (argument.setting.type == SettingType::Switch) {
            words.insert(words.end(), {argument.call, settings.isOn(key) ? "true" : "false"});
        } else if (!settings.text(key).empty()) {
            words.insert(words.end(), {argument.call, settings.text(key)});
        }
    }
    return words;
}

} // namespace tapscope
