#include <privilege/device_rights.h>

#include <unistd.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr auto own = Grant::OwnDevices, watch = Grant::WatchOthers, others = Grant::ChangeOthers,
               never = Grant::Impossible;

/// By DeviceOperation.
using Row = std::array<Grant, 7>;
/// By Ownership.
using KindTable = std::array<Row, 3>;

// Watch, WatchPromiscuous, Send, Attach, Configure, GiveAway, Destroy
constexpr KindTable opened = {{
    {own, own, own, own, own, others, own},                  // owned by the user
    {watch, others, others, others, others, others, others}, // without an owner
    {watch, others, others, others, others, others, others}, // owned by another user
}};
// A vETH or bridge has no descriptor, and its owner never changes.
constexpr KindTable withoutDescriptor = {{
    {own, own, own, never, own, never, own},
    {watch, others, others, never, others, never, others},
    {watch, others, others, never, others, never, others},
}};
constexpr std::array<KindTable, 4> table = {opened, opened, withoutDescriptor, withoutDescriptor}; // by DeviceKind

constexpr std::array<std::string_view, 5> words = {"own", "watch", "others", "host", "–"}; // by Grant

} // namespace

UserIdentity UserIdentity::ofThisProcess() {
    UserIdentity identity{.user = geteuid(), .groups = {getegid()}};
    if (const int count = getgroups(0, nullptr); count > 0) {
        std::vector<gid_t> more(static_cast<std::size_t>(count));
        more.resize(static_cast<std::size_t>(std::max(getgroups(count, more.data()), 0)));
        identity.groups.insert(identity.groups.end(), more.begin(), more.end());
    }
    return identity;
}

bool UserIdentity::isIn(gid_t group) const noexcept {
    return std::ranges::find(groups, group) != groups.end();
}

Ownership ownershipOf(const DeviceInfo& device, const UserIdentity& user) {
    if (!device.owner && !device.group)
        return Ownership::NoOwner;
    const bool isUsers = (!device.owner || *device.owner == user.user) && (!device.group || user.isIn(*device.group));
    return isUsers ? Ownership::Users : Ownership::OtherUser;
}

Grant neededGrant(DeviceKind kind, Ownership ownership, DeviceOperation operation) noexcept {
    return table[static_cast<std::size_t>(kind)][static_cast<std::size_t>(ownership)]
                [static_cast<std::size_t>(operation)];
}

DeviceOperation operationOf(const DeviceChange& change, const UserIdentity& user) {
    const auto* owner = std::get_if<Owner>(&change);
    const auto* group = std::get_if<Group>(&change);
    const bool isGivenAway = (owner != nullptr && owner->user != user.user) ||
                             (group != nullptr && (!group->group || !user.isIn(*group->group)));
    return isGivenAway ? DeviceOperation::GiveAway : DeviceOperation::Configure;
}

std::string_view grantWord(Grant grant) noexcept {
    return words[static_cast<std::size_t>(grant)];
}

} // namespace tapscope
