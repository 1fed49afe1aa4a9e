"""What the general reader cannot know of an outlet: one file each, see plugins.Outlet."""
