#include "save_target.h"

namespace tapscope {

Result<SaveTarget> examineSaveTarget(const std::filesystem::path& path,
                                     const std::function<bool(const std::filesystem::path&)>& isOwnFile) {
    constexpr const char* action = "save";
    std::error_code failed;
    const auto status = std::filesystem::status(path, failed);
    if (std::filesystem::is_directory(status))
        return failure(ErrorKind::Invalid, action, path.string(), "it is a folder", "Enter the name of a file in it");
    if (!std::filesystem::exists(status)) {
        if (!std::filesystem::is_directory(path.parent_path(), failed))
            return failure(ErrorKind::NotFound, action, path.string(), "its folder does not exist",
                           "Make the folder first, or choose another");
        return SaveTarget::Nothing;
    }
    if (isOwnFile(path))
        return failure(ErrorKind::Busy, action, path.string(), "the capture is being recorded to this file",
                       "Choose another name");
    return std::filesystem::is_regular_file(status) ? SaveTarget::File : SaveTarget::Device;
}

} // namespace tapscope
