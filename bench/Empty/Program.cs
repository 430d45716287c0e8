// The least a published C# program can do: what start-up is measured against.
return 0;
