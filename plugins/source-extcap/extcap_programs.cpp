#include "extcap_programs.h"

#include "extcap_text.h"

#include <source/program_port.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace tapscope {
namespace {

constexpr std::string_view ourOwn = "tapscope"; ///< prefix of the interfaces of our own program

std::filesystem::path folderIn(const char* variable, const char* below) {
    const char* folder = std::getenv(variable); // NOLINT(concurrency-mt-unsafe): nobody sets it
    return folder == nullptr || *folder == '\0' ? std::filesystem::path() : std::filesystem::path(folder) / below;
}

std::vector<std::filesystem::path> filesIn(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code wrong;
    for (std::filesystem::directory_iterator each(folder, wrong), end; !wrong && each != end; each.increment(wrong)) {
        std::error_code unknown;
        if (each->is_regular_file(unknown) && access(each->path().c_str(), X_OK) == 0)
            files.push_back(each->path());
    }
    std::ranges::sort(files);
    return files;
}

} // namespace

std::vector<std::filesystem::path> extcapFolders() {
    std::vector<std::filesystem::path> folders{
        folderIn("WIRESHARK_EXTCAP_DIR", ""), folderIn("XDG_CONFIG_HOME", "wireshark/extcap"),
        folderIn("HOME", ".config/wireshark/extcap"), folderIn("HOME", ".local/lib/wireshark/extcap")};
    std::error_code wrong;
    for (std::filesystem::directory_iterator each("/usr/lib", wrong), end; !wrong && each != end; each.increment(wrong))
        folders.push_back(each->path() / "wireshark/extcap");
    folders.emplace_back("/usr/lib/wireshark/extcap");
    folders.emplace_back("/usr/libexec/wireshark/extcap");
    std::erase_if(folders, [](const auto& folder) {
        std::error_code unknown;
        return !std::filesystem::is_directory(folder, unknown);
    });
    return folders;
}

std::vector<ExtcapInterface> extcapInterfaces(const std::stop_token& stop) {
    std::vector<ExtcapInterface> interfaces;
    for (const auto& folder : extcapFolders()) {
        for (const auto& program : filesIn(folder)) {
            const auto text = outputOf({program.string(), "--extcap-interfaces"}, stop);
            if (stop.stop_requested())
                return interfaces;
            for (const ExtcapLine& line : parseExtcap(text.value_or(std::string()))) {
                const std::string name = line.field("value");
                const bool isNew = std::ranges::find(interfaces, name, &ExtcapInterface::name) == interfaces.end();
                if (line.word == "interface" && !name.empty() && !name.starts_with(ourOwn) && isNew)
                    interfaces.push_back({.program = program, .name = name, .title = line.field("display")});
            }
        }
    }
    return interfaces;
}

Result<ExtcapInterface> extcapInterface(const std::string& name, const std::stop_token& stop) {
    const auto all = extcapInterfaces(stop);
    const auto found = std::ranges::find(all, name, &ExtcapInterface::name);
    if (found != all.end())
        return *found;
    std::string known;
    for (const auto& each : all)
        known += (known.empty() ? "There are: " : ", ") + each.name;
    return failure(ErrorKind::NotFound, "capture with extcap from", name, "no extcap program has this interface",
                   known.empty() ? "Install Wireshark's extcap programs" : known);
}

} // namespace tapscope
