#pragma once

#include <decode/dissection.h>
#include <decode/registry.h>

#include <string>

namespace tapscope {

/// Appends the whole field tree as indented lines, four spaces per level.
void appendTree(std::string& out, const DecoderRegistry& registry, const Dissection& dissection);

/// Appends "0000  02 42 0a 09 00 01 …  .B....": sixteen bytes per line.
void appendHexDump(std::string& out, Bytes bytes);

} // namespace tapscope
