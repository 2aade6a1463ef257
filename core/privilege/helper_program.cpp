#include <privilege/helper_program.h>

#include <unistd.h>

#include <array>
#include <filesystem>

namespace tapscope {
namespace {

constexpr std::array<const char*, 3> sessionWords = {"--own-devices", "--watch",
                                                     "--others-devices"}; // by HelperSession

std::string find(const std::filesystem::path& folder, const char* name) {
    const auto installed = folder.parent_path() / "libexec" / name;
    return access(installed.c_str(), F_OK) == 0 ? installed : folder / name;
}

} // namespace

HelperProgram HelperProgram::ofThisProgram() {
    std::error_code ignored;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    return {.path = find(folder, "tapscope-helper"), .sandbox = find(folder, "tapscope-sandbox")};
}

HelperProgram::Command HelperProgram::throughPolkit(HelperSession session) const {
    return {pkexec, "--disable-internal-agent", path, sessionWords[static_cast<std::size_t>(session)]};
}

} // namespace tapscope
