#pragma once

#include <decode/field.h>

#include <array>

namespace tapscope::rpc {

/// The procedures of NFS 2 (RFC 1094) and NFS 3 (RFC 1813).
inline constexpr std::array nfsV2 = {ValueName{0, "NULL"},   ValueName{1, "GETATTR"},    ValueName{2, "SETATTR"},
                                     ValueName{3, "ROOT"},   ValueName{4, "LOOKUP"},     ValueName{5, "READLINK"},
                                     ValueName{6, "READ"},   ValueName{7, "WRITECACHE"}, ValueName{8, "WRITE"},
                                     ValueName{9, "CREATE"}, ValueName{10, "REMOVE"},    ValueName{11, "RENAME"},
                                     ValueName{12, "LINK"},  ValueName{13, "SYMLINK"},   ValueName{14, "MKDIR"},
                                     ValueName{15, "RMDIR"}, ValueName{16, "READDIR"},   ValueName{17, "STATFS"}};
inline constexpr std::array nfsV3 = {
    ValueName{0, "NULL"},      ValueName{1, "GETATTR"},      ValueName{2, "SETATTR"},  ValueName{3, "LOOKUP"},
    ValueName{4, "ACCESS"},    ValueName{5, "READLINK"},     ValueName{6, "READ"},     ValueName{7, "WRITE"},
    ValueName{8, "CREATE"},    ValueName{9, "MKDIR"},        ValueName{10, "SYMLINK"}, ValueName{11, "MKNOD"},
    ValueName{12, "REMOVE"},   ValueName{13, "RMDIR"},       ValueName{14, "RENAME"},  ValueName{15, "LINK"},
    ValueName{16, "READDIR"},  ValueName{17, "READDIRPLUS"}, ValueName{18, "FSSTAT"},  ValueName{19, "FSINFO"},
    ValueName{20, "PATHCONF"}, ValueName{21, "COMMIT"}};

} // namespace tapscope::rpc
