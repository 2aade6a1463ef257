#pragma once

#include "list_column.h"

#include <QObject>
#include <QTimer>

#include <functional>

class QMenu;
class QTreeView;

namespace tapscope {

class FrameListView;
class ListHeader;
class Profiles;
struct Actions;

/// What the user does with the list's columns: adding one of a field, editing, resetting. Keeps them in the settings of
/// the profile, from which it takes them when another one is chosen. GUI's thread.
class ColumnActions final : public QObject {
    Q_OBJECT

public:
    /// `fields` is the tree whose current field becomes a column.
    ColumnActions(const Actions& actions, FrameListView& list, QTreeView& fields, Profiles& profile,
                  QObject* parent = nullptr);
    /// Writes what was changed last to the settings, which else happens a moment later.
    void keep();

    /// "Columns" and "Sort by", for the menu bar.
    [[nodiscard]] QMenu* columnsMenu() const noexcept { return columnsMenu_; }
    [[nodiscard]] QMenu* sortMenu() const noexcept { return sortMenu_; }

signals:
    void noted(const QString& text);

private:
    void apply(const ListColumns& columns);
    void takeStored();
    void store();
    /// Adds it before the Info column, or shows the one that is there.
    void add(const ListColumn& column);
    void addCurrentField();
    void askColumn();
    void edit(int section);
    void reset();
    [[nodiscard]] ListHeader& header() const;

    FrameListView& list_;
    QTreeView& fields_;
    Profiles& profile_;
    QMenu *columnsMenu_, *sortMenu_;
    QTimer storing_; ///< a drag of a border changes the width many times
};

} // namespace tapscope
