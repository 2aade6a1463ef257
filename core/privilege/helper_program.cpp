#include <privilege/helper_program.h>

#include <unistd.h>

#include <filesystem>

namespace tapscope {

HelperProgram HelperProgram::ofThisProgram() {
    std::error_code ignored;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    const auto installed = folder.parent_path() / "libexec/tapscope-helper";
    return {.path = access(installed.c_str(), F_OK) == 0 ? installed : folder / "tapscope-helper"};
}

} // namespace tapscope
