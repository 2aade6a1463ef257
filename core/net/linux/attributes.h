#pragma once

#include <libmnl/libmnl.h>

#include <cstddef>

namespace tapscope {

/// Calls `look` for each attribute after the header of a netlink message.
template <typename Look>
void forEachAttribute(const nlmsghdr& message, std::size_t headerSize, Look look) {
    mnl_attr_parse(
        &message, static_cast<unsigned>(headerSize),
        [](const nlattr* attribute, void* shown) {
            (*static_cast<Look*>(shown))(*attribute);
            return MNL_CB_OK;
        },
        &look);
}

} // namespace tapscope
