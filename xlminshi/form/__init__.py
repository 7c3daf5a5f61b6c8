"""What the sheets look like and how they are read. Pure: grids and sheet plans in, grids and sheet plans out."""
