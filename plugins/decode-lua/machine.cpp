#include "machine.h"

#include "limits.h"
#include "sandbox.h"
#include "script_api.h"

#include <base/printable_text.h>

#include <fmt/core.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <new>
#include <utility>

namespace tapscope {
namespace {

/// Switches the thread to the C locale for number formatting while it lives, so that the output of a script does not
/// depend on the user's locale.
class PlainNumbers {
public:
    PlainNumbers() noexcept : before_(uselocale(plain())) {}
    ~PlainNumbers() { uselocale(before_); }
    PlainNumbers(const PlainNumbers&) = delete;
    PlainNumbers& operator=(const PlainNumbers&) = delete;

private:
    static locale_t plain() noexcept {
        static const locale_t made = newlocale(LC_ALL_MASK, "C", nullptr);
        return made;
    }
    locale_t before_;
};

std::timespec processorTime() noexcept {
    std::timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now;
}

/// The error text at the top of the stack, made printable: scripts can build errors from bytes of frames.
std::string plainProblem(lua_State* lua) {
    std::size_t size = 0;
    const char* text = lua_tolstring(lua, -1, &size);
    return std::string(PrintableText<limits::problem>(std::string_view(text, std::min(size, limits::problem))).view());
}

bool isBefore(const std::timespec& a, const std::timespec& b) noexcept {
    return std::pair(a.tv_sec, a.tv_nsec) < std::pair(b.tv_sec, b.tv_nsec);
}

} // namespace

void* Machine::allocate(void* self, void* old, std::size_t oldSize, std::size_t newSize) noexcept {
    auto& machine = *static_cast<Machine*>(self);
    const std::size_t before = old == nullptr ? 0 : oldSize; // otherwise oldSize is the kind of object
    if (newSize == 0) {
        std::free(old);
        machine.used_ -= before;
        return nullptr;
    }
    if (machine.isLimited_ && newSize > before && machine.used_ - before + newSize > limits::memory) {
        machine.noteRefusal();
        return nullptr;
    }
    void* const room = std::realloc(old, newSize);
    if (room != nullptr)
        machine.used_ += newSize - before;
    if (newSize > before)
        machine.charge(newSize);
    return room;
}

void Machine::charge(std::size_t bytes) noexcept {
    charged_ += bytes;
    if (charged_ >= limits::unwatched && slicesLeft_ > 0)
        lua_sethook(lua_, &Machine::countInstructions, LUA_MASKCOUNT, 1); // allowed at any time
}

/// Records the line, because Lua does not keep where memory ran out.
void Machine::noteRefusal() noexcept {
    lua_Debug where;
    for (int level = 0; lua_getstack(lua_, level, &where) != 0; ++level) {
        if (lua_getinfo(lua_, "l", &where) != 0 && where.currentline > 0) {
            refusedLine_ = where.currentline;
            return;
        }
    }
}

void Machine::countInstructions(lua_State* lua, lua_Debug* where) {
    Machine& machine = of(lua);
    const char* problem = nullptr;
    if (machine.charged_ >= limits::unwatched)
        lua_sethook(lua, &Machine::countInstructions, LUA_MASKCOUNT, limits::slice);
    machine.charged_ = 0;
    if (--machine.slicesLeft_ <= 0)
        problem = "it runs for too many instructions: is there an endless loop?";
    const std::timespec now = processorTime();
    if (machine.until_.tv_sec == 0)
        machine.until_ = {now.tv_sec + limits::processorTime.count(), now.tv_nsec};
    else if (isBefore(machine.until_, now))
        problem = "it takes more than a second";
    if (problem == nullptr)
        return;
    lua_getinfo(lua, "Sl", where);
    lua_pushfstring(lua, "%s:%d: %s", where->short_src, where->currentline, problem);
    lua_error(lua);
}

int Machine::declare(lua_State* lua) {
    Machine& machine = of(lua);
    if (!machine.isLoading_)
        return luaL_error(lua, "protocol{…} must be called outside functions");
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_rawgeti(lua, LUA_REGISTRYINDEX, machine.declared_);
    const auto count = static_cast<lua_Integer>(lua_rawlen(lua, -1));
    lua_pushvalue(lua, 1);
    lua_rawseti(lua, -2, count + 1);
    luaL_where(lua, 1); // the position for error messages
    lua_rawseti(lua, -2, count + 2);
    return 0;
}

Machine::Machine(std::string name, ColumnNames& columns)
    : name_(std::move(name)), columns_(columns), lua_(lua_newstate(&Machine::allocate, this)) {
    if (lua_ == nullptr)
        throw std::bad_alloc();
    openSandbox(lua_);
    openBufferApi(lua_);
    openTreeApi(lua_);
    openFrameApi(lua_);
    lua_pushglobaltable(lua_);
    lua_pushcfunction(lua_, &Machine::declare);
    lua_setfield(lua_, -2, "protocol");
    lua_pop(lua_, 1);
    lua_newtable(lua_);
    declared_ = luaL_ref(lua_, LUA_REGISTRYINDEX);
    pushBuffer(lua_, {});
    buffer_ = luaL_ref(lua_, LUA_REGISTRYINDEX);
    pushFrame(lua_);
    frame_ = luaL_ref(lua_, LUA_REGISTRYINDEX);
}

Machine::~Machine() {
    lua_close(lua_);
}

Machine::Outcome<> Machine::run(int arguments, int results, int slices) {
    const PlainNumbers numbers;
    slicesLeft_ = slices;
    until_ = {};
    refusedLine_ = 0;
    isLimited_ = true;
    lua_sethook(lua_, &Machine::countInstructions, LUA_MASKCOUNT, limits::slice);
    const int status = lua_pcall(lua_, arguments, results, 0);
    slicesLeft_ = 0;
    lua_sethook(lua_, nullptr, 0, 0);
    isLimited_ = false;
    if (status == LUA_OK)
        return {};
    std::string problem = lua_type(lua_, -1) == LUA_TSTRING ? plainProblem(lua_) : "an error without a message";
    lua_settop(lua_, 0);
    if (status == LUA_ERRMEM || problem == "not enough memory")
        problem = fmt::format("{}:{}: it needs more than {} MiB of memory", name_, refusedLine_, limits::memory >> 20);
    return std::unexpected(std::move(problem));
}

Machine::Outcome<> Machine::load(std::string_view text, Declarations& declarations) {
    const std::string chunk = "@" + name_;
    isLimited_ = true;
    const int status = luaL_loadbufferx(lua_, text.data(), text.size(), chunk.c_str(), "t");
    isLimited_ = false;
    if (status != LUA_OK) {
        std::string problem = status == LUA_ERRMEM ? name_ + ": it needs too much memory" : plainProblem(lua_);
        lua_settop(lua_, 0);
        return std::unexpected(std::move(problem));
    }
    isLoading_ = true;
    auto ran = run(0, 0, limits::fileSlices);
    isLoading_ = false;
    if (!ran)
        return ran;
    if (declarations.empty()) {
        if (auto read = readDeclarations(declarations); !read)
            return read;
    }
    prepare(declarations);
    return {};
}

Machine::Outcome<> Machine::readDeclarations(Declarations& declarations) {
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, declared_);
    const auto count = static_cast<lua_Integer>(lua_rawlen(lua_, -1));
    if (count == 0)
        return std::unexpected(name_ + ":1: it does not declare a protocol{…}");
    for (lua_Integer i = 1; i < count; i += 2) {
        lua_rawgeti(lua_, -1, i);
        auto declaration = readDeclaration(lua_);
        lua_pop(lua_, 1);
        if (!declaration) {
            lua_rawgeti(lua_, -1, i + 1);
            return std::unexpected(lua_tostring(lua_, -1) + declaration.error());
        }
        for (const auto& other : declarations) {
            if (other->info.abbreviation == (*declaration)->info.abbreviation)
                return std::unexpected(
                    fmt::format("{}:1: the protocol {} is declared twice", name_, other->info.abbreviation));
        }
        declarations.push_back(std::move(*declaration));
    }
    lua_pop(lua_, 1);
    return {};
}

void Machine::prepare(const Declarations& declarations) {
    const auto reference = [this](const char* key) {
        lua_pushstring(lua_, key);
        lua_rawget(lua_, -2);
        return luaL_ref(lua_, LUA_REGISTRYINDEX);
    };
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, declared_);
    std::vector<int> functions;
    for (std::size_t i = 0; i < declarations.size(); ++i) {
        lua_rawgeti(lua_, -1, static_cast<lua_Integer>(2 * i + 1));
        Protocol protocol{.declaration = declarations[i].get(), .dissect = reference("dissect")};
        protocol.recognise = reference("recognise");
        pushTree(lua_, *protocol.declaration);
        protocol.tree = luaL_ref(lua_, LUA_REGISTRYINDEX);
        functions.push_back(protocol.dissect);
        if (!protocol.declaration->heuristics.empty())
            functions.push_back(protocol.recognise);
        lua_rawgeti(lua_, LUA_REGISTRYINDEX, protocol.dissect);
        lua_Debug about;
        lua_getinfo(lua_, ">S", &about);
        protocol.line = about.linedefined;
        protocols_.push_back(protocol);
        lua_pop(lua_, 1);
    }
    lua_settop(lua_, 0);
    luaL_unref(lua_, LUA_REGISTRYINDEX, declared_);
    frozen_.freeze(lua_, functions);
}

Machine::Outcome<> Machine::decode(const Protocol& protocol, int function, ByteReader& bytes, Call& call) {
    call.declaration = protocol.declaration;
    call_ = &call;
    ++callNumber_;
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, function);
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, buffer_);
    auto& buffer = *static_cast<Buffer*>(lua_touserdata(lua_, -1));
    buffer = {bytes, callNumber_};
    if (call.dissection != nullptr)
        lua_rawgeti(lua_, LUA_REGISTRYINDEX, protocol.tree);
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, frame_);
    auto ran = run(call.dissection != nullptr ? 3 : 2, 1, limits::layerSlices);
    call_ = nullptr;
    if (!ran)
        return ran;
    if (const std::string& changed = frozen_.changed(lua_); !changed.empty()) {
        lua_settop(lua_, 0);
        return std::unexpected(fmt::format("{}:{}: this function changes '{}', which is outside of it: state cannot be "
                                           "kept from one frame to the next",
                                           name_, protocol.line, changed));
    }
    bytes = buffer.reader;
    if (call.overrun && !bytes.overrun())
        bytes.setOverrun();
    return {};
}

Machine::Outcome<> Machine::dissect(std::size_t protocol, ByteReader& bytes, Dissection& dissection) {
    Call call{.declaration = nullptr, .facts = &dissection, .dissection = &dissection, .textLeft = limits::madeText};
    auto decoded = decode(protocols_[protocol], protocols_[protocol].dissect, bytes, call);
    lua_settop(lua_, 0);
    return decoded;
}

Machine::Outcome<bool> Machine::recognise(std::size_t protocol, Bytes bytes, const Dissection& facts) {
    Call call{.declaration = nullptr, .facts = &facts, .dissection = nullptr, .textLeft = 0};
    ByteReader reader(bytes);
    auto decoded = decode(protocols_[protocol], protocols_[protocol].recognise, reader, call);
    if (!decoded)
        return std::unexpected(decoded.error());
    const bool isRecognised = lua_toboolean(lua_, -1) != 0;
    lua_settop(lua_, 0);
    return isRecognised;
}

} // namespace tapscope
