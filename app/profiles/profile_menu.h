#pragma once

#include <base/error.h>
#include <decode/registry.h>

#include <QMenu>

#include <functional>

class QToolButton;

namespace tapscope {

class Profiles;

/// The menu "Profiles": an entry for each profile, with the current one checked, and entries to create, copy, rename,
/// delete and import from Wireshark. GUI thread.
class ProfileMenu final : public QMenu {
    Q_OBJECT

public:
    /// `registry` returns the present registry, which is used to check the filters of an imported profile.
    ProfileMenu(Profiles& profiles, std::function<const DecoderRegistry&()> registry, QWidget* parent = nullptr);

    /// A button for the status bar that names the profile and opens the menu.
    [[nodiscard]] QToolButton* makeButton();
    /// Imports a Wireshark profile's folder as a profile of the same name.
    void importFrom(const QString& folder);

signals:
    void failed(const QString& text);
    void told(const QString& text);

private:
    void fill();
    /// Asks for a name, and shows below it why it is not valid.
    void askName(const QString& title, const QString& proposal,
                 const std::function<Result<void>(const QString&)>& then);
    void askRemoval();
    void askImport();
    void tell(const Result<void>& done);

    Profiles& profiles_;
    std::function<const DecoderRegistry&()> registry_;
};

} // namespace tapscope
